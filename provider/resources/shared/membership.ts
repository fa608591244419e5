/** One object's membership in a list of another object. The link owns only this entry of the list. */

import {
  type AttributeDefinition,
  type Context,
  type ManagedResource,
  type PlainObject,
  UserError,
} from "../framework/index.js";
import { id as idAttribute, requiredText } from "./common-attributes.js";

export interface Membership {
  readonly type: string;
  /** What messages call it. */
  readonly noun: string;
  readonly description: string;
  /** The attribute with the id of the object that has the list, and the object's name in messages. */
  readonly holder: { readonly attribute: string; readonly noun: string };
  /** The same of the object in the list. */
  readonly member: { readonly attribute: string; readonly noun: string };
  /** Ids in the list; null if the holder does not exist. */
  list(context: Context, holder: string): Promise<readonly string[] | null>;
  add(context: Context, holder: string, member: string): Promise<void>;
  remove(context: Context, holder: string, member: string): Promise<void>;
}

/** Both ends are fixed. Imported by `<holder>/<member>`. */
export function membership(table: Membership): ManagedResource {
  const { type, noun, holder, member } = table;
  const end = ({ noun: of }: { noun: string }): AttributeDefinition =>
    requiredText(`Id of the ${of}.`, { replace: true });
  const stateOf = (one: string, other: string): PlainObject => ({
    id: `${one}/${other}`,
    [holder.attribute]: one,
    [member.attribute]: other,
  });
  const ends = (state: PlainObject) =>
    [String(state[holder.attribute]), String(state[member.attribute])] as const;

  async function read(context: Context, one: string, other: string): Promise<PlainObject | null> {
    return (await table.list(context, one))?.includes(other) ? stateOf(one, other) : null;
  }

  return {
    type,
    noun,
    block: {
      description: `${table.description} Import it by <${holder.noun} id>/<${member.noun} id>.`,
      attributes: { id: idAttribute, [holder.attribute]: end(holder), [member.attribute]: end(member) },
    },
    async create(context, planned) {
      const [one, other] = ends(planned);
      await context.serially(`${type} ${one}`, () => table.add(context, one, other));
      return stateOf(one, other);
    },
    read: (context, state) => read(context, ...ends(state)),
    /** Nothing can change in place. */
    update: async (_context, _prior, planned) => planned,
    async delete(context, state) {
      const [one, other] = ends(state);
      await context.serially(`${type} ${one}`, async () => {
        if ((await table.list(context, one))?.includes(other)) await table.remove(context, one, other);
      });
    },
    async import(context, importId) {
      const [one, other, ...rest] = importId.split("/");
      if (!one || !other || rest.length > 0)
        throw new UserError(`Give "<${holder.noun} id>/<${member.noun} id>".`);
      return read(context, one, other);
    },
  };
}
