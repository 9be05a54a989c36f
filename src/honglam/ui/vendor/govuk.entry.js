// The behaviours our macros need, and no others; again for each part that htmx brings in.
import { Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, SkipLink, Tabs, createAll, isSupported } from "govuk-frontend";

const words = document.documentElement.lang === "en" ? {} : {
  upload: { chooseFilesButton: "Chọn tệp", dropInstruction: "hoặc kéo tệp vào đây", noFileChosen: "Chưa chọn tệp nào",
    multipleFilesChosen: { one: "Đã chọn %{count} tệp", other: "Đã chọn %{count} tệp" }, enteredDropZone: "Đã vào vùng thả tệp", leftDropZone: "Đã rời vùng thả tệp" },
  password: { showPassword: "Hiện", hidePassword: "Ẩn", showPasswordAriaLabel: "Hiện mật khẩu", hidePasswordAriaLabel: "Ẩn mật khẩu",
    passwordShownAnnouncement: "Mật khẩu đang hiện", passwordHiddenAnnouncement: "Mật khẩu đã ẩn" },
  count: { charactersUnderLimit: { one: "Còn %{count} ký tự", other: "Còn %{count} ký tự" }, charactersAtLimit: "Còn 0 ký tự",
    charactersOverLimit: { one: "Thừa %{count} ký tự", other: "Thừa %{count} ký tự" } },
};
const i18n = (part) => (words[part] ? { i18n: words[part] } : {});

function start(scope) {
  [Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, Tabs].forEach((component) => createAll(component, undefined, scope));
  createAll(CharacterCount, i18n("count"), scope);
  createAll(FileUpload, i18n("upload"), scope);
  // Its hidden commas would make the button's name differ from the words that are seen.
  scope.querySelectorAll(".govuk-file-upload-button > .govuk-visually-hidden").forEach((comma) => comma.remove());
  createAll(PasswordInput, i18n("password"), scope);
}

if (isSupported()) {
  start(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) start(event.detail.elt);
  });
}
