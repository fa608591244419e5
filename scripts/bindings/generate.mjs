// Makes the cdktf classes of a provider from its schema. They have the names and members that `cdktf get` gives them,
// so an app can change between both.
import { attributesOf, camel, pascal } from "./types.mjs";

export { camel };

const NAME = "scalr";
// Every version of this provider and of the official one satisfies it. cdktf's own program rejects a stack without a constraint.
const VERSIONS = ">= 0.1.0";

const HEADER = `// Generated from the provider's schema by "npm run bindings"; never edited by hand.\n`;
const META_ARGUMENTS = [
  "provider",
  "dependsOn",
  "count",
  "lifecycle",
  "provisioners",
  "connection",
  "forEach",
];

/**
 * Returns the files of the bindings, by their path in the bindings' folder.
 *
 * @param {object} schema what `providerSchemaJson` returns
 * @param {string} source the provider's source address
 * @returns {Map<string, string>}
 * @throws {Error} on a type without a class, with the attribute's name
 */
export function generateBindings(schema, source) {
  const { provider, resource_schemas, data_source_schemas } = schema.provider_schemas[source];
  const options = META_ARGUMENTS.map((name) => `${name}: config.${name},`).join("\n      ");
  const resources = Object.entries(resource_schemas).map(([type, { block }]) => {
    const name = type.slice(NAME.length + 1);
    return { name, type, block, className: pascal(name), base: "Resource", options };
  });
  const dataSources = Object.entries(data_source_schemas).map(([type, { block }]) => {
    const name = `data_${type}`;
    return { name, type, block, className: pascal(name), base: "DataSource", options };
  });
  const itself = {
    name: "provider",
    type: NAME,
    block: withAlias(provider.block),
    className: `${pascal(NAME)}Provider`,
    base: "Provider",
    options: `terraformProviderSource: "${source}",`,
  };
  const all = [...resources, ...dataSources, itself];
  const folderOf = ({ name }) => name.replaceAll("_", "-");
  const index = all.map((one) => `export * as ${camel(one.name)} from "./${folderOf(one)}/index.js";\n`);
  const modules = all.map((one) => [`${folderOf(one)}/index.ts`, moduleOf(one)]);
  return new Map([["index.ts", `${HEADER}\n${index.join("")}`], ...modules]);
}

/** Adds the argument that every provider block has and no schema lists; its accessors are those of cdktf's base class. */
function withAlias({ attributes, ...block }) {
  const description = "Alias, for a stack with several of this provider.";
  const alias = { type: "string", optional: true, description, overrides: true };
  return { ...block, attributes: { ...attributes, alias } };
}

function moduleOf({ type, block, className, base, options }) {
  const isProvider = base === "Provider";
  const { attributes, structs } = attributesOf(block, className);
  const inputs = attributes.filter(isInput);
  const config = `${className}Config`;
  const byDefault = inputs.some(({ required }) => required) ? "" : " = {}";
  return `${HEADER}
import type { Construct } from "constructs";
import * as cdktf from "cdktf";

${interfaceOf(config, inputs, isProvider ? "" : " extends cdktf.TerraformMetaArguments")}
${structs.map(structOf).join("")}
${docOf(block.description ?? `Represents ${type}.`)}export class ${className} extends cdktf.Terraform${base} {
  public static readonly tfResourceType = "${type}";

  /**
   * Generates the code that imports an existing object when the stack is planned.
   * @param scope The scope in which to define this construct
   * @param importToId The construct id in the generated configuration
   * @param importFromId The id of the existing object
   * @param provider The provider that finds the object
   */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
    return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "${type}", importId: importFromId, provider });
  }

  /**
   * @param scope The scope in which to define this construct
   * @param id The id of the construct, unique among its siblings
   */
  public constructor(scope: Construct, id: string, config: ${config}${byDefault}) {
    super(scope, id, {
      terraformResourceType: "${type}",
      terraformGeneratorMetadata: { providerName: "${NAME}", providerVersionConstraint: "${VERSIONS}" },
      ${options}
    });
${inputs.map((one) => `    ${held(one)} = config.${one.name};\n`).join("")}  }
${attributes.map((one) => membersOf(one, isProvider)).join("")}
  protected override synthesizeAttributes(): { [name: string]: any } {
    return ${converted("Terraform", inputs, held)};
  }

  protected override synthesizeHclAttributes(): { [name: string]: any } {
    return ${converted("HclTerraform", inputs, held)};
  }
}

function definedOnly(attributes: { [name: string]: { value: any; [key: string]: any } }): { [name: string]: any } {
  return Object.fromEntries(Object.entries(attributes).filter(([, { value }]) => value !== undefined));
}
`;
}

const isInput = ({ required, optional }) => required || optional;

/** The member that holds what the app has set. */
const held = ({ name, type }) => `this._${name}${type.reference ? ".internalValue" : ""}`;

/** The object that cdktf writes into the stack, as JSON or as HCL. */
function converted(form, inputs, argumentOf) {
  const lines = inputs.map((one) => {
    const { terraformName, type } = one;
    const value = `${type.mapper(form)}(${argumentOf(one)})`;
    if (form === "Terraform") return `      ${terraformName}: ${value},\n`;
    const how = `isBlock: ${type.struct !== undefined}, type: "${type.kind}", storageClassType: "${type.storageClass}"`;
    return `      ${terraformName}: { value: ${value}, ${how} },\n`;
  });
  const object = `{\n${lines.join("")}    }`;
  return form === "Terraform" ? object : `definedOnly(${object})`;
}

function docOf(text, indent = "") {
  if (text === undefined) return "";
  const lines = text.trim().replaceAll("*/", "*\\/").split("\n");
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function interfaceOf(name, inputs, base) {
  const lines = inputs.map(
    ({ name, description, required, type }) =>
      `${docOf(description, "  ")}  readonly ${name}${required ? "" : "?"}: ${type.input};\n`,
  );
  return `export interface ${name}${base} {\n${lines.join("")}}\n`;
}

/** The accessors of an attribute and, where an app can set it, the members that set and unset it. */
function membersOf(attribute, isProvider) {
  const { name, terraformName, description, required, type, overrides } = attribute;
  const capital = name[0].toUpperCase() + name.slice(1);
  const field = type.reference
    ? `  private _${name} = ${type.reference(terraformName)};\n`
    : `  private _${name}?: ${type.input};\n`;
  const value = type.reference || isProvider ? `this._${name}` : type.getter(terraformName);
  const visible = overrides ? "public override" : "public";
  const getter = `${docOf(description, "  ")}  ${visible} get ${name}() {
    return ${value};
  }
`;
  if (!isInput(attribute)) return `\n${type.reference ? field : ""}${getter}`;
  const reset = `  public reset${capital}() {
    ${held(attribute)} = undefined;
  }
`;
  const setter = type.reference ? `put${capital}` : `set ${name}`;
  return `\n${field}${getter}  ${visible} ${setter}(value: ${type.input}${isProvider ? " | undefined" : ""}) {
    ${held(attribute)} = value;
  }
${required ? "" : reset}  /** The value that the app has set. */
  public get ${name}Input() {
    return ${held(attribute)};
  }
`;
}

/** How the objects of a block are addressed: as items of a list, as the first of one, or as the only one. */
const REFERENCES = {
  items: {
    doc: `
   * @param complexObjectIndex the index of this item in the list
   * @param complexObjectIsFromSet whether the list wraps a set, whose items have no index before tolist()`,
    parameters: ", complexObjectIndex: number, complexObjectIsFromSet: boolean",
    passed: "complexObjectIsFromSet, complexObjectIndex",
  },
  first: { doc: "", parameters: "", passed: "false, 0" },
  object: { doc: "", parameters: "", passed: "false" },
};

/** The interface of a nested object, its conversions, and the classes that refer to its values. */
function structOf({ name, attributes, shape, isResolvable }) {
  const inputs = attributes.filter(isInput);
  const value = `${name}${isResolvable ? " | cdktf.IResolvable" : ""}`;
  const conversion = (form) => `
export function ${name[0].toLowerCase()}${name.slice(1)}To${form}(struct?: ${shape === "first" ? `${name}OutputReference | ` : ""}${value}): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return ${converted(form, inputs, (one) => `struct!.${one.name}`)};
}
`;
  const { doc, parameters, passed } = REFERENCES[shape];
  const resolvable = {
    field: "  private resolvableValue?: cdktf.IResolvable;\n",
    get: "    if (this.resolvableValue) { return this.resolvableValue; }\n",
    set: `    if (cdktf.Tokenization.isResolvable(value)) {
      this.resolvableValue = value;
      this.isEmptyObject = false;
      return;
    }
    this.resolvableValue = undefined;
`,
  };
  const ifResolvable = (part) => (isResolvable ? resolvable[part] : "");
  const reads = inputs.map(
    (one) => `    if (${held(one)} !== undefined) { result.${one.name} = ${held(one)}; }\n`,
  );
  const writes = inputs.map((one) => `    ${held(one)} = value?.${one.name};\n`);
  return `
${interfaceOf(name, inputs, "")}${conversion("Terraform")}${conversion("HclTerraform")}
export class ${name}OutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
${ifResolvable("field")}
  /**
   * @param terraformResource The parent resource
   * @param terraformAttribute The attribute on the parent resource this class is referencing${doc}
   */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string${parameters}) {
    super(terraformResource, terraformAttribute, ${passed});
  }

  public get internalValue(): ${value} | undefined {
${ifResolvable("get")}    const result: any = {};
${reads.join("")}    return this.isEmptyObject || Object.keys(result).length > 0 ? result : undefined;
  }

  public set internalValue(value: ${value} | undefined) {
${ifResolvable("set")}    this.isEmptyObject = value !== undefined && Object.keys(value).length === 0;
${writes.join("")}  }
${attributes.map((one) => membersOf(one, false)).join("")}}
${shape === "items" ? listOf(name, isResolvable) : ""}`;
}

function listOf(name, isSettable) {
  return `
export class ${name}List extends cdktf.ComplexList {
${isSettable ? `  public internalValue?: ${name}[] | cdktf.IResolvable;\n\n` : ""}  /**
   * @param terraformResource The parent resource
   * @param terraformAttribute The attribute on the parent resource this class is referencing
   * @param wrapsSet whether the list wraps a set, whose items have no index before tolist()
   */
  constructor(protected override terraformResource: cdktf.IInterpolatingParent, protected override terraformAttribute: string, protected override wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
   * @param index the index of the item to return
   */
  public get(index: number): ${name}OutputReference {
    return new ${name}OutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
`;
}
