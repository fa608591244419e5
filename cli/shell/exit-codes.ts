/** What each exit code of the command line means. docs/reference/exit-codes.md is made from this table. */
export const exitCodes = {
  ok: { code: 0, meaning: "Done." },
  failure: {
    code: 1,
    meaning: "It failed, or was declined at the prompt; the message says why and what to do.",
  },
  usage: {
    code: 2,
    meaning: "Wrong command line: an unknown command or flag, or an invalid value.",
  },
  runErrored: { code: 3, meaning: "The run ended errored." },
  runStopped: { code: 4, meaning: "The run was canceled or discarded." },
  cannotConnect: {
    code: 5,
    meaning: "No simulator (or scalr.io) answers at the address, or another program does.",
  },
  unauthorised: { code: 6, meaning: "The token is missing, unknown or revoked, or lacks a permission." },
  inUse: { code: 7, meaning: "Another process holds the port, the data folder or the state." },
  dataFolder: {
    code: 8,
    meaning:
      "The data folder or database cannot be used: damaged, unreachable, of another user, or written by a newer version. Nothing was changed.",
  },
  wouldMove: {
    code: 9,
    meaning:
      "Runs of a workspace that --fail-if-moves names would move, or it could not be told whether they would.",
  },
  interrupted: { code: 130, meaning: "Interrupted (Ctrl-C), after a clean stop." },
  terminated: { code: 143, meaning: "Terminated (SIGTERM), after a clean stop." },
} as const;

/** Why a command ended; each has a code of its own. */
export type ExitName = keyof typeof exitCodes;
