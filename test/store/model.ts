import type { Schema } from "../../simulator/platform/store/index.js";

/** A small model for the store's own tests. */
export interface Shelf {
  readonly type: "shelves";
  readonly id: string;
  readonly name: string;
}

export interface Book {
  readonly type: "books";
  readonly id: string;
  readonly title: string;
  readonly shelf: string | null;
  readonly labels: readonly string[];
  readonly pages?: number;
}

export interface Library {
  shelves: Shelf;
  books: Book;
}

export const schema: Schema<Library> = {
  shelves: { name: (shelf) => shelf.name },
  books: { shelf: (book) => book.shelf, label: (book) => book.labels },
};

export function book(id: string, more: Partial<Omit<Book, "id" | "type">> = {}): Book {
  return { type: "books", id, title: `Book ${id}`, shelf: null, labels: [], ...more };
}

export function shelf(id: string, name = id): Shelf {
  return { type: "shelves", id, name };
}
