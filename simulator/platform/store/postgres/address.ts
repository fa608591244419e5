import { DatabaseAddressError } from "./errors.js";

/** The location of the store in PostgreSQL, from its URL. */
export interface Address {
  /** For the driver, with the password. Never print it. */
  readonly url: string;
  /** The schema whose tables hold the sandbox. */
  readonly schema: string;
  /** For messages: without password and parameters. */
  readonly shown: string;
}

const DEFAULT_SCHEMA = "scalr_sandbox";

const SCHEMA = /^[a-z_][a-z0-9_]{0,40}$/;

/** The address for messages, without its password. @throws DatabaseAddressError */
export const shownAddress = (text: string): string => parseAddress(text).shown;

/**
 * Reads `postgres://user:password@host:port/database?schema=name`. The driver interprets everything but the schema. @throws
 * DatabaseAddressError, which never quotes the URL
 */
export function parseAddress(text: string): Address {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new DatabaseAddressError("it does not begin with postgres://");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new DatabaseAddressError("it is not a valid URL");
  const schema = url.searchParams.get("schema") ?? DEFAULT_SCHEMA;
  if (!SCHEMA.test(schema))
    throw new DatabaseAddressError(
      "its schema is not a name of at most 41 lower-case letters, digits and '_', not starting with a digit",
    );
  url.searchParams.delete("schema");
  const user = url.username === "" ? "" : `${url.username}@`;
  const inSchema = schema === DEFAULT_SCHEMA ? "" : `, schema ${schema}`;
  return { url: url.href, schema, shown: `postgres://${user}${url.host}${url.pathname}${inSchema}` };
}
