/** An account could not be read: what its host answered does not make sense, or is not all of it. Nothing was made of it. */
export class AccountReadError extends Error {
  override readonly name = "AccountReadError";
}
