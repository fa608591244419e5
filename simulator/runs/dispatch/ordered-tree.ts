interface Node<T> {
  readonly item: T;
  readonly priority: number;
  size: number;
  left: Node<T> | null;
  right: Node<T> | null;
}

/**
 * A sorted set that also knows positions: adding, deleting, the first item and an item's rank each cost O(log n).
 * A treap: a binary search tree that random priorities keep balanced.
 */
export class OrderedTree<T> {
  private root: Node<T> | null = null;

  /** `compare` must tell any two different items apart. */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  get size(): number {
    return this.root?.size ?? 0;
  }

  /** Adds an item; one that compares equal to a present one changes nothing. */
  add(item: T): void {
    if (this.root === null) {
      this.root = { item, priority: Math.random(), size: 1, left: null, right: null };
      return;
    }
    if (this.has(item)) return;
    const [before, after] = this.split(this.root, item);
    const node: Node<T> = { item, priority: Math.random(), size: 1, left: null, right: null };
    this.root = merge(merge(before, node), after);
  }

  /** Removes the item that compares equal, and says whether there was one. */
  delete(item: T): boolean {
    const path: Node<T>[] = [];
    let node = this.root;
    while (node !== null) {
      const order = this.compare(item, node.item);
      if (order === 0) break;
      path.push(node);
      node = order < 0 ? node.left : node.right;
    }
    if (node === null) return false;
    const rest = merge(node.left, node.right);
    const parent = path.at(-1);
    if (parent === undefined) this.root = rest;
    else if (parent.left === node) parent.left = rest;
    else parent.right = rest;
    for (const ancestor of path) ancestor.size -= 1;
    return true;
  }

  first(): T | undefined {
    let node = this.root;
    while (node?.left) node = node.left;
    return node?.item;
  }

  has(item: T): boolean {
    let node = this.root;
    while (node !== null) {
      const order = this.compare(item, node.item);
      if (order === 0) return true;
      node = order < 0 ? node.left : node.right;
    }
    return false;
  }

  /** How many items come before this one, which need not be present. */
  rank(item: T): number {
    let node = this.root;
    let before = 0;
    while (node !== null) {
      if (this.compare(item, node.item) <= 0) node = node.left;
      else {
        before += 1 + (node.left?.size ?? 0);
        node = node.right;
      }
    }
    return before;
  }

  *[Symbol.iterator](): Iterator<T> {
    const open: Node<T>[] = [];
    let node = this.root;
    while (node !== null || open.length > 0) {
      while (node !== null) {
        open.push(node);
        node = node.left;
      }
      const next = open.pop()!;
      yield next.item;
      node = next.right;
    }
  }

  /** Parts a tree into what comes before an item and the rest. */
  private split(node: Node<T> | null, item: T): [Node<T> | null, Node<T> | null] {
    if (node === null) return [null, null];
    if (this.compare(node.item, item) < 0) {
      const [before, after] = this.split(node.right, item);
      node.right = before;
      return [resize(node), after];
    }
    const [before, after] = this.split(node.left, item);
    node.left = after;
    return [before, resize(node)];
  }
}

/** Joins two trees of which the first holds only items before those of the second. */
function merge<T>(before: Node<T> | null, after: Node<T> | null): Node<T> | null {
  if (before === null) return after;
  if (after === null) return before;
  if (before.priority > after.priority) {
    before.right = merge(before.right, after);
    return resize(before);
  }
  after.left = merge(before, after.left);
  return resize(after);
}

function resize<T>(node: Node<T>): Node<T> {
  node.size = 1 + (node.left?.size ?? 0) + (node.right?.size ?? 0);
  return node;
}
