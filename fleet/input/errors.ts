/** Invalid input of the user: a trace, a design or a world. The message says where the error is and what to do. */
export class FleetInputError extends Error {
  override readonly name = "FleetInputError";
}

/** A design needs more memory than the thread that simulates it may take. The message says what to do on the command line. */
export class DesignMemoryError extends FleetInputError {
  constructor(readonly design: string) {
    super(
      `Design ${design} needs more memory than Node takes: too many of its runs wait at once. ` +
        "Give it more agents, or Node more memory, such as NODE_OPTIONS=--max-old-space-size=8192.",
    );
  }
}

/** An account could not be read, because the answers of its host are invalid or incomplete. No result was produced. */
export class AccountReadError extends Error {
  override readonly name = "AccountReadError";
}
