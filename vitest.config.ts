import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Processes, browsers and stand-ins start in most files; on two busy cores a start takes its time.
  test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 },
});
