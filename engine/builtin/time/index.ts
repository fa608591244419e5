/** `hashicorp/time`: moments that stay the same once they are in the state, and waiting. */
import type { Provider } from "../../interfaces/provider.js";
import { localProvider } from "../kit/local.js";
import { timeFunctions } from "./functions.js";
import { type Now, timeOffset, timeRotating, timeStatic } from "./resources.js";
import { timeSleep } from "./sleep.js";

/** The provider `hashicorp/time`, with the schemas of version 0.14. */
export function createTimeProvider(now: Now = () => new Date()): Provider {
  const stopping = new AbortController();
  return localProvider({
    resources: {
      time_offset: timeOffset(now),
      time_rotating: timeRotating(now),
      time_sleep: timeSleep(now, stopping.signal),
      time_static: timeStatic(now),
    },
    functions: timeFunctions,
    stop: () => stopping.abort(),
  });
}
