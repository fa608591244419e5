/** Something that the user gave does not fit: a trace, a design, a world. The message says where and what to do. */
export class FleetInputError extends Error {
  override readonly name = "FleetInputError";
}
