"""What official reports count: units of one or more syllables, the longest known one is read."""

_WRITTEN = """
    buổi|báo cáo|bản tin|bậc|bộ|chuyên gia|chuyên mục|chuyên đề|chỉ số|chỉ tiêu|chứng thư số
    chữ ký số|csdl|cuộc|cán bộ|câu hỏi|công chức|công văn|cơ quan|cơ sở dữ liệu|cổng
    doanh nghiệp|dvc|dvctt|dịch vụ|dịch vụ công|dự án|gb|giai đoạn|gian hàng|giáo viên|ha
    huyện|hệ thống|học sinh|học viên|hồ sơ|hộ|hộ dân|hội viên|km|km2|kế hoạch|lao động
    lượt|lượt người|lượt/đài/năm|lần|lần/tuần|lớp|m2|mb|mbps|máy chủ|máy in|máy photo
    máy quét|máy tính|máy tính xách tay|máy tính để bàn|mặt hàng|mục tiêu|nghị quyết|ngành|người
    nhiệm vụ|nhóm|phòng|phòng họp|phóng sự|phường|phần mềm|quyết định|sản phẩm|số|số/tháng
    sở|thiết bị|thành phố|thành viên|thôn|thị trấn|thị xã|thủ tục|thủ tục hành chính|tin
    tin bài|tin, bài|tiêu chí|trang|trang thông tin điện tử|trường|trẻ em|tthc|tài khoản|tấn
    tỉnh|tổ chức|tổ dân phố|tờ rơi|tủ|ubnd cấp huyện|ubnd cấp xã|ubnd xã|vb|video clip
    viên chức|văn bản|xã|điểm|điểm cầu|điểm phần trăm|đơn vị|đường truyền|đại biểu|đối tượng
    đồng|đồng chí|đợt
"""
UNITS = frozenset(one.strip() for one in _WRITTEN.replace("\n", "|").split("|") if one.strip())
LONGEST = max(len(one.split()) for one in UNITS)
