// What facts are tried in: an environment of their own, and everything that they make, which goes again in the end.
import { randomBytes } from "node:crypto";

/** A request that had to work for a fact to be tried at all. */
export class SceneError extends Error {
  name = "SceneError";
}

const because = ({ status, body }) => {
  const [error] = body?.errors ?? [];
  return `${status}${error ? ` ${error.title}${error.detail ? `: ${error.detail}` : ""}` : ""}`;
};

export class Scene {
  #made = [];
  #count = 0;
  #tag = randomBytes(3).toString("hex");

  /** `account` is its id; `local` is what only a sandbox of the same process can do, or undefined. */
  constructor(api, account, local = undefined) {
    this.api = api;
    this.account = account;
    this.local = local;
  }

  /** A name that nothing else has, and by which people know where it comes from. */
  name(what = "x") {
    return `fidelity-${what}-${this.#tag}-${++this.#count}`;
  }

  /** Has the object at a path deleted in the end. */
  keep(path) {
    this.#made.push(path);
  }

  /** Creates what a fact needs; fails when the host refuses it. Returns the resource object. */
  async make(path, attributes, links, type) {
    const reply = await this.api.create(path, attributes, links, type);
    if (reply.status !== 201) throw new SceneError(`POST ${path} was answered ${because(reply)}`);
    const { data } = reply.body;
    this.keep(`${path}/${data.id}`);
    return data;
  }

  /** Tries to create what is to be refused, and deletes it in the end should it not be. Returns the reply. */
  async attempt(path, attributes, links, type) {
    const reply = await this.api.create(path, attributes, links, type);
    if (reply.status === 201) this.keep(`${path}/${reply.body.data.id}`);
    return reply;
  }

  /** The object at a path. */
  async read(path) {
    const reply = await this.api.get(path);
    if (reply.status !== 200) throw new SceneError(`GET ${path} was answered ${because(reply)}`);
    return reply.body.data;
  }

  /** An environment; the first one is made once and shared by the facts that need no other. */
  async environment() {
    this.first ??= this.make(
      "environments",
      { name: this.name("env") },
      { account: ["accounts", this.account] },
    );
    return (await this.first).id;
  }

  otherEnvironment = async () =>
    (await this.make("environments", { name: this.name("env") }, { account: ["accounts", this.account] })).id;

  /** A workspace in an environment, by default the first one. */
  async workspace(environment = undefined, attributes = {}) {
    const where = environment ?? (await this.environment());
    const made = await this.make(
      "workspaces",
      { name: this.name("ws"), ...attributes },
      { environment: ["environments", where] },
    );
    return made.id;
  }

  /** Deletes all that was made, last first. Returns the paths of what could not be deleted. */
  async clean() {
    const left = [];
    for (const path of this.#made.reverse()) {
      const { status } = await this.api.delete(path).catch(() => ({ status: 0 }));
      if (status !== 204 && status !== 404) left.push(path);
    }
    this.#made = [];
    return left;
  }
}
