// The attributes and blocks of a schema, with what TypeScript and cdktf need to know about the type of each.

const SCALARS = { string: "string", number: "number", bool: "boolean" };

export const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
export const pascal = (name) => camel(`_${name}`);
const lowerFirst = (name) => name[0].toLowerCase() + name.slice(1);
/** The part of a mapper's name in cdktf that tells HCL from JSON. */
const hcl = (form) => (form === "HclTerraform" ? "Hcl" : "");

/**
 * Returns the attributes of a block, then its nested blocks, and the nested objects in them, innermost first.
 *
 * A type has `input` (what an app passes), `mapper` (the function that converts it for JSON or HCL), `kind` and
 * `storageClass` (how cdktf writes it as HCL), and either `getter` (an expression that refers to the value) or
 * `reference` (an object that refers to it and holds what the app has set).
 * A nested object has a `shape`, which says how it is addressed: `items` of a list, the `first` of one, or one `object`.
 * It `isResolvable` if an app can pass a token in its place.
 *
 * @throws {Error} on a type without a class, with the attribute's name
 */
export function attributesOf({ attributes = {}, block_types = {} }, className) {
  const structs = [];
  const plain = Object.entries(attributes).map(([terraformName, { type, ...flags }]) => {
    const name = camel(terraformName);
    const isComputed = !flags.required && !flags.optional;
    const known = isComputed
      ? (computedOf(type, className + pascal(terraformName), structs) ?? typeOf(type))
      : typeOf(type);
    if (known === undefined)
      throw new Error(
        `${className}.${name}: no class for the type ${JSON.stringify(type)}. Add it to scripts/bindings/types.mjs.`,
      );
    return { ...flags, name, terraformName, type: known };
  });
  const blocks = Object.entries(block_types).map(([terraformName, nested]) => {
    const { block, nesting_mode, min_items = 0, max_items } = nested;
    const struct = className + pascal(terraformName);
    const inner = attributesOf(block, struct);
    const shape = nesting_mode === "single" ? "object" : max_items === 1 ? "first" : "items";
    structs.push(...inner.structs, {
      name: struct,
      attributes: inner.attributes,
      shape,
      isResolvable: shape !== "first",
    });
    const description = block.description ?? `${terraformName} block`;
    const type = nestedOf(struct, nesting_mode, shape, true);
    return {
      name: camel(terraformName),
      terraformName,
      description,
      required: min_items > 0,
      optional: min_items === 0,
      type,
    };
  });
  return { attributes: [...plain, ...blocks], structs };
}

/** Types that an app can set. */
function typeOf(type) {
  const scalar = SCALARS[type];
  if (scalar !== undefined)
    return {
      kind: "simple",
      storageClass: scalar,
      input: scalar === "boolean" ? "boolean | cdktf.IResolvable" : scalar,
      getter: (name) => `this.get${pascal(scalar)}Attribute("${name}")`,
      mapper: (form) => `cdktf.${scalar}To${form}`,
    };
  const [collection, element] = type;
  if (element === "string" && collection !== "map") {
    const list = (name) => `this.getListAttribute("${name}")`;
    return {
      kind: collection,
      storageClass: "stringList",
      input: "string[]",
      getter: collection === "set" ? (name) => `cdktf.Fn.tolist(${list(name)})` : list,
      mapper: (form) => `cdktf.listMapper${hcl(form)}(cdktf.stringTo${form}, false)`,
    };
  }
  const inner = collection === "map" ? typeOf(element) : undefined;
  if (inner?.input !== "string" && inner?.input !== "string[]") return undefined;
  const isNested = element !== "string";
  return {
    kind: "map",
    storageClass: `${inner.storageClass}Map`,
    input: `{ [key: string]: ${inner.input} }${isNested ? " | cdktf.IResolvable" : ""}`,
    getter: (name) => `this.${isNested ? "interpolationForAttribute" : "getStringMapAttribute"}("${name}")`,
    mapper: (form) => `cdktf.hashMapper${hcl(form)}(${inner.mapper(form)})`,
  };
}

/** Types that only the provider sets, where they have classes of their own. */
function computedOf(type, className, structs) {
  if (type === "dynamic") return { reference: (name) => `new cdktf.AnyMap(this, "${name}")` };
  const [collection, element] = type;
  if (collection === "map" && element === "string")
    return { reference: (name) => `new cdktf.StringMap(this, "${name}")` };
  if (collection === "map" || element?.[0] !== "object") return undefined;
  const fields = Object.entries(element[1]).map(([name, type]) => [name, { type }]);
  const inner = attributesOf({ attributes: Object.fromEntries(fields) }, className);
  structs.push(...inner.structs, {
    name: className,
    attributes: inner.attributes,
    shape: "items",
    isResolvable: false,
  });
  return nestedOf(className, collection, "items", false);
}

function nestedOf(struct, kind, shape, isBlock) {
  const convert = (form) => `${lowerFirst(struct)}To${form}`;
  const isList = shape === "items";
  return {
    struct,
    kind: shape === "object" ? "struct" : kind,
    storageClass: shape === "object" ? struct : `${struct}List`,
    input: isList ? `${struct}[] | cdktf.IResolvable` : struct,
    reference: (name) =>
      isList
        ? `new ${struct}List(this, "${name}", ${kind === "set"})`
        : `new ${struct}OutputReference(this, "${name}")`,
    mapper: (form) => (isList ? `cdktf.listMapper${hcl(form)}(${convert(form)}, ${isBlock})` : convert(form)),
  };
}
