import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Processes, browsers and stand-ins start in most files; on two busy cores a start takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // No module of ours keeps anything: read once for all files, they cost a third less.
    isolate: false,
  },
});
