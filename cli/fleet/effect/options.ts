import type { Args, Options } from "../../shell/command.js";

/** What a plan does to where runs execute. */
export const effectOptions = {
  moves: {
    type: "boolean",
    default: true,
    describe: "Show whose runs the plan moves to another pool; --moves=false does not",
  },
  failIfMoves: {
    type: "string",
    repeatable: true,
    describe:
      "Fail where runs of these workspaces would move, such as production/* (repeatable; exit code 9)",
  },
} as const satisfies Options;

export type EffectArgs = Args<typeof effectOptions, Record<never, never>>;
