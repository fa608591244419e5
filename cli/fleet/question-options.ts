/** The flag of commands that can ask about another account than the sandbox's. */
export const hostOptions = {
  hostname: {
    type: "string",
    describe:
      "Read the account of this host, such as example.scalr.io, into a sandbox in memory and ask there; nothing is changed. The token is SCALR_TOKEN",
  },
} as const;

/** The flags of commands that ask where runs go. */
export const questionOptions = {
  ...hostOptions,
  world: {
    type: "string",
    describe: "Ask about the world of this file, as `scalr-sandbox pull` writes it, instead of a sandbox",
  },
} as const;
