/** Something that the user gave does not fit: a trace, a design, a world. The message says where and what to do. */
export class FleetInputError extends Error {
  override readonly name = "FleetInputError";
}

/** An account could not be read: what its host answered does not make sense, or is not all of it. Nothing was made of it. */
export class AccountReadError extends Error {
  override readonly name = "AccountReadError";
}
