import { badRequest } from "../../http/errors";
import { ROLES, type Role } from "../../model/enums";
import type { RoutedRequest } from "../operation";
import { required, string } from "../requestFields";

/** The pattern of all ids of the API. */
const NON_EMPTY = /^.*\S.*$/;

/** A path label that is an id. */
export function label(request: RoutedRequest, name: string): string {
  return id(request.labels[name], name);
}

/** An id. */
export function id(value: unknown, name: string): string {
  const given = required(string(value, name), name);
  if (!NON_EMPTY.test(given)) throw badRequest(`${name} must match the pattern .*\\S.*`);
  return given;
}

/** A role, or `undefined`. */
export function role(value: unknown): Role | undefined {
  const given = string(value, "Role");
  const found = ROLES.find((candidate) => candidate === given);
  if (given !== undefined && found === undefined) {
    throw badRequest(`Role must be one of ${ROLES.join(", ")}.`);
  }
  return found;
}
