"""Help for the rules of the engine gate: one entry for each rule that a finding may name."""

from __future__ import annotations

from app.domain.rule_help import RepairGroup, RuleHelp

_STOPS = "Hồ sơ dừng lại ở đó, hoặc đi khác điều đã vẽ; sơ đồ vì vậy không công bố được."


def _help(
    slug: str, group: RepairGroup, title: str, repair: str, consequence: str = ""
) -> RuleHelp:
    return RuleHelp(slug, group, title, consequence or _STOPS, repair)


_FILE, _PATH, _REPLACE = RepairGroup.FILE, RepairGroup.PATH, RepairGroup.REPLACE
_CHOICE, _EVENT, _WORK = RepairGroup.CHOICE, RepairGroup.EVENT, RepairGroup.WORK

HELP: tuple[RuleHelp, ...] = (
    _help(
        "process-found",
        _FILE,
        "Quy trình có trong tệp",
        "Kiểm tra id của quy trình; nạp đúng tệp.",
    ),
    _help(
        "size",
        _FILE,
        "Quy trình vừa tầm một sơ đồ",
        "Tách bớt thành quy trình riêng rồi gọi bằng lời gọi quy trình.",
        "Sơ đồ quá lớn thì không kiểm tra hết được, người đọc cũng không theo được.",
    ),
    _help(
        "executable",
        _FILE,
        "Quy trình được đánh dấu là chạy được",
        "Bật Executable của quy trình; trang Kiểm tra có nút bật sẵn.",
        "Hệ thống coi sơ đồ là tài liệu để đọc và không mở hồ sơ nào theo nó.",
    ),
    _help(
        "id-required",
        _FILE,
        "Mọi phần tử có id",
        "Ghi id bằng chữ không dấu, hoặc vẽ lại phần tử trong trình vẽ.",
    ),
    _help("id-unique", _FILE, "Mỗi phần tử một id riêng", "Đổi id của phần tử trùng."),
    _help(
        "element-supported",
        _REPLACE,
        "Chỉ dùng phần tử hệ thống chạy được",
        "Vẽ lại bằng việc, cổng và sự kiện; mỗi phát hiện nói thay bằng gì.",
    ),
    _help(
        "attribute-supported",
        _REPLACE,
        "Chỉ dùng thuộc tính hệ thống thực hiện",
        "Bỏ thuộc tính được nêu, vẽ điều cần có bằng việc, cổng và sự kiện.",
    ),
    _help(
        "unsupported-part",
        _REPLACE,
        "Không có phần hệ thống bỏ qua",
        "Bỏ thành phần được nêu, hoặc vẽ lại bằng việc, cổng và sự kiện.",
    ),
    _help(
        "work-named",
        _WORK,
        "Việc tự động nói phải làm gì",
        "Chọn topic, bảng quyết định hoặc thông điệp cho việc.",
    ),
    _help("one-event", _EVENT, "Mỗi sự kiện một loại", "Tách thành nhiều sự kiện."),
    _help(
        "event-supported",
        _EVENT,
        "Sự kiện đúng loại ở đúng chỗ",
        "Đổi loại sự kiện; mỗi phát hiện nói loại nào được phép ở đó.",
    ),
    _help(
        "error-interrupts",
        _EVENT,
        "Sự kiện lỗi luôn ngắt việc",
        "Đổi sự kiện thành loại ngắt, hoặc dùng escalation.",
    ),
    _help(
        "reference",
        _EVENT,
        "Thông điệp và mã được trỏ tới có trong tệp",
        "Chọn lại thông điệp, mã lỗi hoặc mã escalation cho sự kiện.",
    ),
    _help(
        "timer-value",
        _EVENT,
        "Hẹn giờ có đúng một giá trị",
        "Ghi một khoảng như P30D, một mốc, hoặc một chu kỳ; chỉ một trong ba.",
        "Hẹn giờ không có thời gian không bao giờ tới, người chờ không được nhắc.",
    ),
    _help(
        "event-name",
        _EVENT,
        "Thông điệp và liên kết có tên cố định",
        "Đặt tên bằng chữ không dấu, không dùng biểu thức.",
        "Không ai gửi được tin không tên, chỗ chờ tin sẽ chờ mãi.",
    ),
    _help(
        "boundary-attached",
        _EVENT,
        "Sự kiện gắn cạnh gắn vào một việc",
        "Kéo sự kiện vào mép việc mà nó canh.",
    ),
    _help(
        "boundary-can-happen",
        _EVENT,
        "Sự kiện gắn cạnh chờ điều có thể xảy ra",
        "Gắn vào lời gọi quy trình hoặc quy trình con, hoặc dùng thông điệp.",
    ),
    _help(
        "catchers-apart",
        _EVENT,
        "Mỗi chỗ chỉ một nơi chờ cùng một điều",
        "Bỏ một sự kiện, hoặc dùng mã khác nhau.",
        "BPMN không nói nơi nào nhận trước, hồ sơ đi đường nào là tùy may rủi.",
    ),
    _help(
        "accept-listens",
        _EVENT,
        "Điều kiện nhận chỉ ở nơi chờ thông điệp",
        "Bỏ acceptIf, hoặc ghi ở sự kiện, việc chờ thông điệp.",
        "Không ai hỏi điều kiện đó, ai cũng tưởng nó đang giữ.",
    ),
    _help("link-pairs", _EVENT, "Liên kết có đủ hai đầu", "Đặt hai đầu cùng tên, cùng phạm vi."),
    _help(
        "handler-alone",
        _EVENT,
        "Quy trình con theo sự kiện không có luồng nối",
        "Bỏ luồng; nó tự bắt đầu khi có sự kiện.",
    ),
    _help(
        "handler-start",
        _EVENT,
        "Quy trình con theo sự kiện có một chỗ bắt đầu có loại",
        "Vẽ đúng một sự kiện bắt đầu có loại.",
    ),
    _help("handler-loop", _EVENT, "Quy trình con theo sự kiện không lặp", "Bỏ dấu lặp."),
    _help("flow-ends", _PATH, "Luồng nối hai phần tử có thật", "Nối lại hai đầu của luồng."),
    _help(
        "flow-within-scope",
        _PATH,
        "Luồng không đi qua ranh giới quy trình con",
        "Nối tới chính quy trình con, hoặc dùng sự kiện gắn cạnh.",
    ),
    _help(
        "flow-direction",
        _PATH,
        "Luồng không vào chỗ bắt đầu, không ra khỏi chỗ kết thúc",
        "Nối luồng tới phần tử đứng sau, hoặc đổi loại sự kiện.",
    ),
    _help(
        "condition-place",
        _CHOICE,
        "Điều kiện chỉ đứng ở luồng ra khỏi cổng chọn",
        "Bỏ điều kiện, hoặc đặt cổng chọn một trước luồng này.",
    ),
    _help(
        "default-plain",
        _CHOICE,
        "Luồng mặc định không mang điều kiện",
        "Bỏ điều kiện, hoặc bỏ dấu mặc định.",
    ),
    _help(
        "condition-empty",
        _CHOICE,
        "Điều kiện không để trống",
        'Viết điều kiện bằng FEEL, như outcome = "approved".',
    ),
    _help(
        "condition-language",
        _CHOICE,
        "Điều kiện viết bằng FEEL",
        "Viết lại bằng FEEL, bỏ thuộc tính language.",
    ),
    _help("default-own", _CHOICE, "Luồng mặc định ra từ chính cổng đó", "Chọn lại luồng mặc định."),
    _help(
        "default-place",
        _CHOICE,
        "Luồng mặc định chỉ ở cổng chọn",
        "Bỏ dấu mặc định, hoặc viết điều kiện cho các luồng còn lại.",
    ),
    _help(
        "choice-complete",
        _CHOICE,
        "Mỗi luồng ra khỏi cổng chọn nói khi nào đi",
        "Ghi điều kiện cho luồng, đặt luồng làm mặc định, hoặc hỏi một người trước cổng.",
        "Nhãn “có”, “không” chỉ để đọc; hệ thống không biết đi luồng nào nên hồ sơ dừng ở cổng.",
    ),
    _help(
        "event-gateway",
        _EVENT,
        "Cổng chờ sự kiện dẫn tới các sự kiện chờ",
        "Nối cổng tới ít nhất hai sự kiện chờ tin hoặc hẹn giờ.",
    ),
    _help("loop-place", _REPLACE, "Dấu lặp chỉ ở việc", "Bỏ dấu lặp."),
    _help(
        "loop-complete",
        _REPLACE,
        "Lặp nói lặp bao nhiêu lần",
        "Ghi danh sách (collection) hoặc số lần cho dấu lặp.",
    ),
    _help(
        "one-start", _PATH, "Quy trình có một chỗ bắt đầu không loại", "Giữ một, bỏ cái còn lại."
    ),
    _help(
        "start-required",
        _PATH,
        "Quy trình có chỗ bắt đầu",
        "Vẽ một sự kiện bắt đầu; trang Kiểm tra có nút thêm sẵn.",
        "Không mở được hồ sơ nào theo sơ đồ này.",
    ),
    _help("end-required", _PATH, "Quy trình có chỗ kết thúc", "Vẽ một sự kiện kết thúc."),
    _help(
        "reached",
        _PATH,
        "Mọi phần tử đều tới được",
        "Nối luồng từ bước trước tới, hoặc bỏ phần tử.",
        "Bước này không bao giờ được làm, không ai được báo.",
    ),
    _help(
        "way-out",
        _PATH,
        "Mọi bước đều đi tiếp được",
        "Nối luồng tới bước sau hoặc tới một kết thúc.",
        "Hồ sơ tới đây rồi không đi tiếp được.",
    ),
    _help(
        "way-to-end",
        _PATH,
        "Từ mọi bước đều có đường tới kết thúc",
        "Vẽ cổng chọn một hoặc sự kiện gắn cạnh để ra khỏi vòng.",
        "Hồ sơ đi vòng mãi, không bao giờ kết thúc.",
    ),
    _help(
        "join-can-fire",
        _PATH,
        "Cổng song song chờ các nhánh có thể tới",
        "Gộp luồng quay lại bằng cổng chọn một đặt trước cổng song song.",
        "Cổng chờ một nhánh chỉ bắt đầu sau chính nó: hồ sơ đứng lại ở cổng.",
    ),
    _help(
        "inclusive-few",
        _REPLACE,
        "Không quá nhiều cổng chọn nhiều gộp lại",
        "Thay bớt bằng cổng song song.",
    ),
    _help(
        "cycle-stops",
        _PATH,
        "Vòng lặp có chỗ dừng",
        "Đặt trong vòng một việc của người hoặc một cổng chọn một để ra.",
        "Hệ thống chạy vòng này không nghỉ cho tới khi bị ngắt.",
    ),
    _help("call-target", _WORK, "Lời gọi chỉ đúng quy trình", "Ghi id của quy trình đã có."),
    _help("call-outputs", _WORK, "Kết quả trả về mỗi tên một nơi", "Trả mỗi dữ kiện về một tên."),
    _help(
        "call-start",
        _WORK,
        "Quy trình được gọi có chỗ bắt đầu không loại",
        "Vẽ thêm một sự kiện bắt đầu không loại ở đó, hoặc gửi thông điệp thay cho gọi.",
    ),
    _help("call-cycle", _WORK, "Quy trình không gọi vòng về chính nó", "Bỏ vòng gọi."),
    _help(
        "expression",
        _CHOICE,
        "Biểu thức viết đúng FEEL",
        "Sửa chỗ được nêu; khoảng thời gian viết như P30D.",
    ),
)
