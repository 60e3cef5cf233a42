/** `:state(…)` of an element, where the browser has it. The same states again touch nothing. */
export class CustomStates {
  private readonly internals: ElementInternals | null;

  constructor(host: HTMLElement) {
    try {
      this.internals = host.attachInternals();
    } catch {
      // Server rendering and old browsers have none; styling by state is then not to be had.
      this.internals = null;
    }
  }

  set(states: Readonly<Record<string, boolean>>): void {
    const present = this.internals?.states as Set<string> | undefined;
    for (const [name, on] of Object.entries(states)) {
      try {
        if (!on) present?.delete(name);
        else if (!present?.has(name)) present?.add(name);
      } catch {
        // Chromium before 125 takes only names that begin with two dashes.
        present?.add(`--${name}`);
      }
    }
  }
}
