// The staff side's behaviours.
import { ButtonMenu, MultiSelect } from "@ministryofjustice/frontend";
import { createAll } from "govuk-frontend";

createAll(ButtonMenu);
createAll(MultiSelect);
