/** Counts the work of a query in steps: a key looked up, a posting read, a pair of letters compared. */
export interface Meter {
  steps: number;
}
