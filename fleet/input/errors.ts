/** Invalid input of the user: a trace, a design or a world. The message says where the error is and what to do. */
export class FleetInputError extends Error {
  override readonly name = "FleetInputError";
}

/** An account could not be read, because the answers of its host are invalid or incomplete. No result was produced. */
export class AccountReadError extends Error {
  override readonly name = "AccountReadError";
}
