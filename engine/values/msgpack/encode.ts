import { ConversionError } from "../convert.js";
import { typeToJson } from "../json.js";
import type { Type } from "../types.js";
import type { Value } from "../value.js";
import { writeNumber } from "./numbers.js";
import { writeUnknown } from "./unknown.js";
import { Writer } from "./writer.js";

/**
 * The value as plugins and hosts exchange it, unknowns included. `type` is the type that the schema declares: where it
 * leaves a part open, that part carries its actual type. @throws ConversionError for a marked value
 */
export function toMsgpack(value: Value, type: Type = value.type): Buffer {
  if (value.containsMarked) throw new ConversionError("a value with marks cannot be sent to a plugin");
  const writer = new Writer();
  write(writer, value, type);
  return writer.finish();
}

function write(writer: Writer, value: Value, type: Type): void {
  if (type.kind === "dynamic" && value.type.kind !== "dynamic") {
    writer.array(2);
    writer.binary(Buffer.from(JSON.stringify(typeToJson(value.type))));
    write(writer, value, value.type);
  } else if (!value.isKnown) {
    writeUnknown(writer, value);
  } else if (value.isNull) {
    writer.nil();
  } else {
    writeKnown(writer, value, type);
  }
}

function writeKnown(writer: Writer, value: Value, type: Type): void {
  switch (type.kind) {
    case "string":
      writer.string(value.asString());
      break;
    case "number":
      writeNumber(writer, value.asNum(), () => value.numberText());
      break;
    case "bool":
      writer.bool(value.asBool());
      break;
    case "list":
    case "set":
    case "tuple": {
      const elements = value.elements();
      writer.array(elements.length);
      elements.forEach((element, i) => {
        write(writer, element, type.kind === "tuple" ? type.elements[i]! : type.element);
      });
      break;
    }
    case "map":
    case "object": {
      const entries = value.asMap();
      writer.map(entries.size);
      for (const [name, element] of entries) {
        writer.string(name);
        write(writer, element, type.kind === "object" ? type.attributes[name]! : type.element);
      }
      break;
    }
  }
}
