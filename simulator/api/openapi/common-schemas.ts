import type { Schema } from "./schemas.js";

const PAGINATION: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["current-page", "page-size", "prev-page", "next-page", "total-pages", "total-count"],
  properties: {
    "current-page": { type: "integer" },
    "prev-page": { type: "integer", nullable: true },
    "next-page": { type: "integer", nullable: true },
    "total-pages": { type: "integer" },
    "page-size": { type: "integer", minimum: 1 },
    "total-count": { type: "integer" },
  },
};

/** Schemas that belong to no resource type. */
export const COMMON_SCHEMAS: Readonly<Record<string, Schema>> = {
  Meta: {
    type: "object",
    additionalProperties: false,
    required: ["pagination"],
    properties: { pagination: PAGINATION },
  },
  Included: {
    type: "object",
    required: ["type", "id", "attributes", "relationships"],
    properties: {
      type: { type: "string" },
      id: { type: "string" },
      attributes: { type: "object", additionalProperties: true },
      relationships: { type: "object", additionalProperties: true },
      links: { type: "object", additionalProperties: true },
    },
  },
  Null: {
    type: "object",
    additionalProperties: false,
    required: ["data"],
    properties: { data: { type: "object", nullable: true, maxProperties: 0 } },
  },
  ErrorDocument: {
    type: "object",
    additionalProperties: false,
    required: ["errors"],
    properties: {
      errors: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          additionalProperties: false,
          required: ["status", "title"],
          // E1: what a path names and is not there is said in the title alone.
          anyOf: [
            { required: ["detail"] },
            { properties: { title: { type: "string", pattern: " not found or user unauthorized\\.$" } } },
          ],
          properties: {
            status: { type: "string", pattern: "^[45][0-9]{2}$" },
            title: { type: "string", minLength: 1 },
            detail: { type: "string", minLength: 1 },
            source: {
              type: "object",
              additionalProperties: false,
              properties: { pointer: { type: "string" }, parameter: { type: "string" } },
            },
          },
        },
      },
    },
  },
};
