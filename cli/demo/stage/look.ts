import type { Stage } from "./stage.js";

/** Repeats a look at something that no event tells. */
export async function lookUntil(
  { context }: Stage,
  what: string,
  look: () => Promise<boolean>,
  seconds = 20,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await look())) {
    context.signal.throwIfAborted();
    if (performance.now() > deadline)
      throw new Error(`Waited ${seconds} s for this, and it did not happen: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
