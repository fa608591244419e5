// biome-ignore lint/suspicious/noExplicitAny: JSON, of a shape that the contract gives.
type Value = any;

/**
 * How a type is kept that the sandbox knows as data alone. Its attributes, relationships and operations are the
 * contract's (`simulator/platform/contract`); this says what the contract does not.
 */
export interface DataSpec {
  readonly idPrefix: string;
  /** The name that error messages use (E2), where it is not the contract's model. */
  readonly errorModel?: string;
  /** Path below the API's base, by default the type; `*` stands for the parent's id. */
  readonly path?: string;
  /** The resource part of its permissions: `hooks` for `hooks:create`. */
  readonly permission: string;
  /** The permission of each operation, where it is not `<permission>:<operation>`. */
  readonly permissions?: Readonly<Partial<Record<"create" | "read" | "update" | "delete", string>>>;
  /** Attributes and relationships that a creation must give. */
  readonly required?: readonly string[];
  /** Values of writable attributes that a creation does not give. */
  readonly defaults?: Readonly<Record<string, Value>>;
  /** Older names of attributes, which requests may use and answers have too (E21). */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Writable attributes that answers do not have until they are given (E20). */
  readonly omitted?: readonly string[];
  /** Attributes and relationships that are fixed at creation. */
  readonly fixed?: readonly string[];
  /** Relationships that clients set although the contract does not say so. */
  readonly settable?: readonly string[];
  /** Attributes that are kept and never shown. */
  readonly secret?: readonly string[];
  /** `value` is not shown while `sensitive` is true. */
  readonly sensitiveValue?: true;
  /** A described world makes them and gives what no client sets (E8). */
  readonly described?: true;
  /** Values of the attributes that no client sets. */
  readonly values?: Readonly<Record<string, Value>>;
  /** Types of attributes where the contract's is not what clients send. */
  readonly types?: Readonly<Record<string, Value>>;
  /** Within what names are unique: the account, or the target of a relationship. */
  readonly uniqueIn?: string;
  /** The attribute that is the name, by default `name`. */
  readonly nameAttribute?: string;
  /** Further filters: the relationship or attribute that each compares with. */
  readonly filters?: Readonly<Record<string, string>>;
  /** Relationships whose target is not deleted while something here is linked to it. */
  readonly holds?: readonly string[];
  /** Relationships whose target takes this along when it is deleted. */
  readonly belongsTo?: readonly string[];
  /** Relationships that are the other side of one that another data type stores. */
  readonly inverse?: Readonly<Record<string, { readonly type: string; readonly link: string }>>;
  /** Where it is created and listed below an object of another type. */
  readonly under?: { readonly type: string; readonly path: string; readonly link: string };
  /** A path that lists all of them, besides `path`. */
  readonly listPath?: string;
  /** A path with the account's id at which the one that there is is read, or null while there is none (E22). */
  readonly current?: string;
  /** There is one, and its path has no id. */
  readonly singleton?: true;
  /** What every sandbox has of the type, by id. */
  readonly seeds?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}
