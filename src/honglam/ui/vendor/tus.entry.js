// Only the uploader itself: what the pages need of tus-js-client, without the parts for Node and old browsers.
import { Upload } from "tus-js-client";

window.tus = { Upload };
