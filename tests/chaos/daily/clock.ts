/** Simulated time that runs faster than real time, alike in every process that knows the same start. */
export interface Pace {
  /** The simulated time at the real one, both in milliseconds since 1970. */
  simulated: number;
  real: number;
  speed: number;
}

export function timeAt(pace: Pace, real = Date.now()): number {
  return Math.floor(pace.simulated + (real - pace.real) * pace.speed);
}
