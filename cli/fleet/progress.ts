import type { Design, Progress } from "../../fleet/index.js";
import type { Output } from "../shell/output.js";
import { shortened } from "../shell/text.js";

/** Milliseconds between two lines of progress, and between two changes of the one line that a terminal has. */
const PAUSE = 2_000;
const PAUSE_LIVE = 200;

/** Goes to the beginning of the line and erases it. */
const ERASE = "\r\u001b[K";

/** Says what a long simulation is at: in a terminal on one line that `end` erases, elsewhere on standard error. */
export function progressOf(out: Output, designs: number) {
  const names = new Set<string>();
  let saidAt = performance.now();
  let isDrawn = false;
  const say = (text: string) => {
    if (out.columns === undefined) return out.note(text);
    isDrawn = true;
    out.steer(ERASE + shortened(text, out.columns - 1));
  };
  return {
    show({ name }: Design, { queued, ended, at }: Progress): void {
      names.add(name);
      if (performance.now() - saidAt < (out.live ? PAUSE_LIVE : PAUSE)) return;
      saidAt = performance.now();
      const hours = (at / 3_600_000).toFixed(1);
      say(
        `Design ${names.size} of ${designs} (${shortened(name, 60)}): ${ended} of ${queued} runs ended, ${hours} h simulated`,
      );
    },
    end(): void {
      if (isDrawn) out.steer(ERASE);
    },
  };
}
