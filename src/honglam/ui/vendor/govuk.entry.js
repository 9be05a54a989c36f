// The behaviours our macros need, and no others.
import { Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, SkipLink, Tabs, createAll, isSupported } from "govuk-frontend";

const lang = document.documentElement.lang === "en" ? "en" : "vi";
const words = {
  vi: {
    upload: { chooseFilesButton: "Chọn tệp", dropInstruction: "hoặc kéo tệp vào đây", noFileChosen: "Chưa chọn tệp nào",
      multipleFilesChosen: { one: "Đã chọn %{count} tệp", other: "Đã chọn %{count} tệp" }, enteredDropZone: "Đã vào vùng thả tệp", leftDropZone: "Đã rời vùng thả tệp" },
    password: { showPassword: "Hiện", hidePassword: "Ẩn", showPasswordAriaLabel: "Hiện mật khẩu", hidePasswordAriaLabel: "Ẩn mật khẩu",
      passwordShownAnnouncement: "Mật khẩu đang hiện", passwordHiddenAnnouncement: "Mật khẩu đã ẩn" },
    count: { charactersUnderLimit: { one: "Còn %{count} ký tự", other: "Còn %{count} ký tự" }, charactersAtLimit: "Còn 0 ký tự",
      charactersOverLimit: { one: "Thừa %{count} ký tự", other: "Thừa %{count} ký tự" } },
  },
  en: {},
}[lang];

if (isSupported()) {
  createAll(Button);
  createAll(CharacterCount, { i18n: words.count });
  createAll(Checkboxes);
  createAll(ErrorSummary);
  createAll(FileUpload, { i18n: words.upload });
  createAll(NotificationBanner);
  createAll(PasswordInput, { i18n: words.password });
  createAll(Radios);
  createAll(SkipLink);
  createAll(Tabs);
}
