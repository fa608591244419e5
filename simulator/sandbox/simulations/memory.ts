/** Mebibytes that a simulation may keep in memory. */
export const MEMORY = 1_024;

/** The error of a simulation that ran out of memory, and what its caller can do. `what` is the subject, such as a design. */
export const needsMoreMemory = (what: string): string =>
  `${what} needs more memory than it can have: a simulation takes at most ${MEMORY} MiB, and the designs that are ` +
  "simulated at once share it. Simulate fewer runs, fewer designs or a shorter time, give the pools more agents, or " +
  "use `scalr-sandbox simulate` on the command line, where you can give Node more memory.";
