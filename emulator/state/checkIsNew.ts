import { conflict } from "../http/errors";

/** @throws ConflictException if there is a resource with this id or ARN */
export function checkIsNew(existing: { has(key: string): boolean }, key: string, what: string): void {
  if (existing.has(key)) throw conflict(`The ${what} ${key} exists already.`);
}
