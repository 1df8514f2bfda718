import { isObject, type Json, lengthOf } from './check/checker.ts';
import { TYPE } from './check/components.ts';
import { LIMITS } from './limits.ts';
import { ClientRefusal } from './options.ts';

/** What a person filled in, by the custom_id of the field: a text, or the values of a select. */
export type FieldValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * The `components` of a modal submit for an open modal: labels hold one field, the deprecated rows a list.
 * Refuses, as the client does, a required field left empty, a text of the wrong length, an unknown field.
 */
export function filledModal(components: unknown, values: FieldValues): Json[] {
  const known = new Set<string>();
  const field = (component: Json): Json => {
    const { type, id, custom_id } = component;
    const name = String(custom_id);
    known.add(name);
    const value = values[name];
    if (type === TYPE.textInput) return { type, id, custom_id, value: textOf(component, value) };
    return { type, id, custom_id, values: chosenOf(component, value) };
  };
  const list: readonly unknown[] = Array.isArray(components) ? components : [];
  const filled = list.filter(isObject).map((component): Json => {
    const { type, id } = component;
    if (isObject(component.component)) return { type, id, component: field(component.component) };
    const inner: readonly unknown[] = Array.isArray(component.components) ? component.components : [];
    return type === TYPE.row ? { type, id, components: inner.filter(isObject).map(field) } : { type, id };
  });
  const unknown = Object.keys(values).find((name) => !known.has(name));
  if (unknown !== undefined) throw new ClientRefusal(`the modal has no field ${unknown}`);
  return filled;
}

function textOf(component: Json, given: string | readonly string[] | undefined): string {
  const { custom_id, required, min_length, max_length, value } = component;
  const prefilled = typeof value === 'string' ? value : '';
  const text = typeof given === 'string' ? given : prefilled;
  const length = lengthOf(text);
  // A field is required unless it says that it is not (components/reference#text-input).
  if (length === 0 && required !== false) throw new ClientRefusal(`${custom_id} is required`);
  if (length > 0 && typeof min_length === 'number' && length < min_length) {
    throw new ClientRefusal(`${custom_id} wants at least ${min_length} characters`);
  }
  const most = typeof max_length === 'number' ? max_length : LIMITS.modal.text;
  if (length > most) throw new ClientRefusal(`${custom_id} wants at most ${most} characters`);
  return text;
}

function chosenOf(component: Json, given: string | readonly string[] | undefined): readonly string[] {
  const { custom_id, required, max_values, options } = component;
  const values = typeof given === 'string' ? [given] : (given ?? []);
  if (values.length === 0 && required !== false) throw new ClientRefusal(`${custom_id} is required`);
  if (values.length > (typeof max_values === 'number' ? max_values : 1)) {
    throw new ClientRefusal(`${custom_id} wants fewer choices`);
  }
  if (!Array.isArray(options)) return values;
  const known = options.filter(isObject).map((option) => option.value);
  const wrong = values.find((value) => !known.includes(value));
  if (wrong !== undefined) throw new ClientRefusal(`${custom_id} has no option ${wrong}`);
  return values;
}
