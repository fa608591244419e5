import type { Entities } from "../../core/entities.js";

/** The objects that are deleted by age. Code, docs and tests read these rows. */
export interface Retained<T extends keyof Entities> {
  readonly type: T;
  /** What goes, and what goes with it. */
  readonly what: string;
  /** From when its age counts. */
  readonly since: string;
  /** What stays however old it is. */
  readonly except: string;
}

export const DAY = 24 * 3_600_000;
export const DEFAULT_KEEP = 30 * DAY;

export const RETENTION = {
  runs: {
    type: "runs",
    what: "A run with its plan, its apply, their logs, plan files and tasks",
    since: "the run ended",
    except: "a run that has not ended",
  },
  "configuration-versions": {
    type: "configuration-versions",
    what: "A configuration version with its archive",
    since: "it was created",
    except: "one that a run still uses, and the newest of its workspace",
  },
  "state-versions": {
    type: "state-versions",
    what: "A state version with its file",
    since: "it was created",
    except: "the current one of its workspace",
  },
} as const satisfies { readonly [T in keyof Entities]?: Retained<T> };
