export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json | undefined;
}

/** True of a plain JSON object; narrows anything, so data from outside can be read without a cast. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOr(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function textOr(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

/** What the text holds, or undefined where it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** A deep copy without undefined members: what would be left after a journey over the wire. */
export function overTheWire(value: unknown): Json {
  return parseJson(JSON.stringify(value) ?? 'null') ?? null;
}
