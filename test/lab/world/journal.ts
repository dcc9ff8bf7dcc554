// Remembers how to take back each change to the world, newest first. It is what makes `undo` of a fault complete:
// a fault changes the world only through operations that write here, so no fault can forget to restore something.

export type Undo = () => void | Promise<void>;

export class Journal {
  readonly #steps: { readonly what: string; readonly undo: Undo }[] = [];

  record(what: string, undo: Undo): void {
    this.#steps.push({ what, undo });
  }

  /** Takes everything back. Goes on after a failing step, because a half-restored world is worse; then says so. */
  async unwind(): Promise<void> {
    const failures: string[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        failures.push(`${step.what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (failures.length > 0) throw new Error(`could not take back ${failures.join('; ')}`);
  }
}
