import { requiredStrings, type Properties } from "../properties";
import { UserError } from "../userError";

/**
 * The bearer in checked inputs or in a state. A read by id alone, as for an import, has only that of the settings.
 *
 * @throws UserError that says where to set it, if there is none.
 */
export function requiredBearer(props: Properties): { chimeBearer: string } {
  const { chimeBearer } = props;
  if (chimeBearer !== undefined && chimeBearer !== null) return requiredStrings(props, ["chimeBearer"]);
  throw new UserError(
    "There is no chimeBearer, and every call about a channel is made as a user or bot of its app instance. To read by an id, as an " +
      "import does, run `pulumi config set chime:appInstanceUserArn ARN`. A resource of a program can also name its own chimeBearer.",
    "No bearer",
  );
}
