import { ACCOUNT_LINK, byAccount, byId, byName, NAME, sameName } from "../core/common.js";
import { invalidAttribute } from "../core/errors.js";
import { defineResource } from "../core/resource.js";

export const tags = defineResource<"tags">({
  type: "tags",
  model: "Tag",
  errorModel: "AccountTag",
  idPrefix: "tag",
  attributes: {
    name: NAME,
    "in-use": {
      type: "boolean",
      nullable: true,
      read: (tag, { reader }) =>
        reader.count("workspaces", "tag", tag.id) + reader.count("environments", "tag", tag.id) > 0,
    },
  },
  relationships: { account: ACCOUNT_LINK },
  filters: { tag: byId(), account: byAccount(), name: byName() },
  sort: { name: (tag) => tag.name },
  search: (tag) => [tag.name],
  // R21: every environment may use every tag.
  usableIn: () => "all",
  operations: {
    list: "tags:read",
    read: "tags:read",
    create: "tags:create",
    update: "tags:update",
    delete: "tags:delete",
  },
  initial: ({ services }) => ({ account: services.accountId }),
  hooks: {
    check(op, next) {
      const other = sameName("tags", op, next);
      if (other) throw invalidAttribute("name", `A tag named '${next.name}' already exists (${other.id}).`);
    },
  },
});
