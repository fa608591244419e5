/** A dependency graph. Nodes are known by their ids. */
export class Graph<T> {
  readonly nodes = new Map<string, T>();
  readonly #needs = new Map<string, Set<string>>();

  add(id: string, node: T): void {
    this.nodes.set(id, node);
    if (!this.#needs.has(id)) this.#needs.set(id, new Set());
  }

  has(id: string): boolean {
    return this.nodes.has(id);
  }

  /** `id` waits for `needed`. Edges to nodes that do not exist when the graph is walked are ignored. */
  need(id: string, needed: string): void {
    if (id === needed) return;
    let needs = this.#needs.get(id);
    if (!needs) {
      needs = new Set();
      this.#needs.set(id, needs);
    }
    needs.add(needed);
  }

  needsOf(id: string): Iterable<string> {
    return this.#needs.get(id) ?? [];
  }

  /** Who waits for each node. */
  dependents(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const [id, needs] of this.#needs) {
      if (!this.nodes.has(id)) continue;
      for (const needed of needs) {
        if (!this.nodes.has(needed)) continue;
        const list = found.get(needed);
        if (list) list.push(id);
        else found.set(needed, [id]);
      }
    }
    return found;
  }

  /** All that the given nodes need, near and far, themselves included. */
  closure(starts: Iterable<string>): Set<string> {
    return reach(starts, (id) => this.needsOf(id));
  }

  /** All that needs the given nodes, near and far, themselves included. */
  upward(starts: Iterable<string>): Set<string> {
    const dependents = this.dependents();
    return reach(starts, (id) => dependents.get(id) ?? []);
  }

  /** The nodes of one cycle, each needing the next and the last the first; null where there is none. */
  cycle(): string[] | null {
    const done = new Set<string>();
    for (const start of this.nodes.keys()) {
      if (done.has(start)) continue;
      const path: string[] = [start];
      const onPath = new Set(path);
      const pending = [this.#knownNeeds(start)];
      while (pending.length > 0) {
        const next = pending.at(-1)!.pop();
        if (next === undefined) {
          pending.pop();
          const left = path.pop()!;
          onPath.delete(left);
          done.add(left);
        } else if (onPath.has(next)) {
          return path.slice(path.indexOf(next));
        } else if (!done.has(next)) {
          path.push(next);
          onPath.add(next);
          pending.push(this.#knownNeeds(next));
        }
      }
    }
    return null;
  }

  #knownNeeds(id: string): string[] {
    return [...this.needsOf(id)].filter((needed) => this.nodes.has(needed));
  }
}

function reach(starts: Iterable<string>, next: (id: string) => Iterable<string>): Set<string> {
  const found = new Set<string>(starts);
  const queue = [...found];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const other of next(id)) {
      if (found.has(other)) continue;
      found.add(other);
      queue.push(other);
    }
  }
  return found;
}
