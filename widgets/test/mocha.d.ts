type Run = () => unknown;

declare const describe: (name: string, run: () => void) => void;
declare const it: (name: string, run: Run) => void;
declare const beforeEach: (run: Run) => void;
declare const afterEach: (run: Run) => void;
