/** The errors of a start. Each names the object and the remedy. */
export abstract class StartError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** Another program uses the port. */
export class PortInUseError extends StartError {
  readonly code = "EADDRINUSE";
  constructor(
    readonly host: string,
    readonly port: number,
  ) {
    super(
      `Port ${port} of ${host} is in use by another program, perhaps another simulator. ` +
        "Stop that program, or choose another port (0 picks a free one).",
    );
  }
}

/** The simulator cannot listen on the address: it is not of this machine, or the port needs privileges. */
export class ListenError extends StartError {
  readonly code = "listen";
  constructor(
    readonly host: string,
    readonly port: number,
    problem: string,
    cause: unknown,
  ) {
    super(
      `The simulator cannot listen on ${host}, port ${port}: ${problem}. Choose another address or port.`,
      {
        cause,
      },
    );
  }
}

/** The data folder belongs to another account. */
export class OtherAccountError extends StartError {
  readonly code = "other-account";
  constructor(stored: string, asked: string) {
    super(
      `The data folder belongs to account '${stored}', not to '${asked}'. ` +
        "Leave the account's id out, or choose another data folder.",
    );
  }
}

/** An option has an invalid value. */
export class OptionError extends StartError {
  readonly code = "option";
}
