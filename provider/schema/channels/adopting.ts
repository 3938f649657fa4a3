import type { Properties } from "../properties";

/** The input of a resource that can adopt what exists. */
export interface Adopting {
  adoptExisting?: boolean;
}

/** Whether to adopt, in checked inputs or in a state; empty if they do not say it. */
export function adoptExistingIn({ adoptExisting }: Properties): Adopting {
  return typeof adoptExisting === "boolean" ? { adoptExisting } : {};
}
