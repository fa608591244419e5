import { nameOf } from "../data/derived.js";
import { Link } from "./link.js";

/** Where the console shows objects of a type. */
const PAGES: Readonly<Record<string, string>> = {
  "agent-pools": "/pools",
  environments: "/environments",
  workspaces: "/workspaces",
  runs: "/runs",
  "vcs-providers": "/integrations",
};

/** An object by its name, as a link where it has a page; what is gone keeps the name that it had. */
export function ObjectLink({ type, id, name }: { type: string; id: string; name?: string | null }) {
  const current = nameOf(type, id);
  const text = current === id ? (name ?? id) : current;
  const page = PAGES[type];
  return page === undefined ? <span title={id}>{text}</span> : <Link href={`${page}/${id}`}>{text}</Link>;
}
