import type { Design, Progress } from "../../fleet/index.js";
import type { Output } from "../shell/output.js";

/** Milliseconds between two lines of progress. */
const PAUSE = 2_000;

/** Says on standard error what a long simulation is at. */
export function progressOf(out: Output, designs: number) {
  const names = new Set<string>();
  let saidAt = performance.now();
  return {
    show({ name }: Design, { queued, ended, at }: Progress): void {
      names.add(name);
      if (performance.now() - saidAt < PAUSE) return;
      saidAt = performance.now();
      const hours = (at / 3_600_000).toFixed(1);
      const short = name.length > 60 ? `${name.slice(0, 59)}…` : name;
      out.note(
        `Design ${names.size} of ${designs} (${short}): ${ended} of ${queued} runs ended, ${hours} h simulated`,
      );
    },
  };
}
