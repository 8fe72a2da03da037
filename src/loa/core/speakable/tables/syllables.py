"""Syllables that Vietnamese words are made of, to find where two were typed without a blank between them."""

TOGETHER = """
ai am an anh ba bai ban bang banh bao bay be ben bi bia bin binh biên biến biết biển biểu biện biệt bo bom bon bum bung buôn
buýt buổi buộc by bà bài bàn bàng bào bàu bày bá bác bách bái bám bán bánh báo bát bãi bão bè bé bê bên bình bí bích bính bít bò
bó bón bóng bôi bôn bông bù bùi bùn bùng bú búc búng bút băm băng bơ bơi bơm bưu bước bưởi bạ bạc bạch bại bạo bạt bản bảng bảo
bảy bấm bất bầu bẩn bậc bắc bắn bắt bằng bến bếp bền bể bệnh bị bỏ bố bốc bối bốn bồ bồi bồn bồng bổ bổn bổng bộ bột bớt bờ bởi
bụi bửu ca cai cam can cang canh cao cau ce chai chanh chi chia chim chinh chiêm chiên chiêng chiêu chiếc chiếm chiến chiếu
chiềng chiều chiểu cho chon chu chung chuyên chuyến chuyền chuyển chuẩn chuồng chà chào chánh chát cháu cháy châm chân châu chéo
chép chí chín chính chíp chó chùa chú chúc chăm chăn chũ chơ chơi chư chưa chương chạm chạp chạy chải chảy chấm chấn chấp chất
chậm chắc chẵn chặn chẽ chế chết chỉ chỉnh chị chịu chọn chối chống chốt chồng chỗ chờ chợ chụp chủ chủng chứa chức chứng chữ
chữa ci co com con cong cu cung cuông cuối cuộc cà cài càng cày cá các cách cái cán cáo cáp cát cân câu cây cê cò còi còn còng
có cô côn công cù cùng cú cúc cúm cúp căn cũ cũng cơ cơi cơn cư cương cước cường cạn cạnh cả cải cảm cảnh cấm cấn cấp cất cấu
cầm cần cầu cẩm cận cập cậy cắm cắt cọc cỏ cố cốc cống cốp cốt cồ cồn cổ cổng cộng cộp cột cờ cỡ cụ cục cụm củ của củi củng cứ
cứu cử cửa cửu cự cực cựu da dai dan dang danh dao day de den di dinh diu diêm diên diều diễn diệm diện diệt diệu do doanh dom
don dong du dum dung duy duyên duyệt duệ dài dành dán dân dâng dây dét dê dòng dôn dõi dù dùng dĩ dĩnh dũng dơ dơi dư dương dưới
dưỡng dược dạ dại dạng dạy dấu dầu dẫn dền dễ dị dịch dịp dọn dời dở dụ dục dụng dứt dừa dừng dữ dự dựa dực dựng em en eo ga gai
gam gan gay ghi ghép gi gia giai gian giang gianh giao gieo gio gium giuộc già giàng giá giác giám gián giáo giáp giây giã giãn
gié giê giêng gió giôn giúp giơ giả giải giảm giảng giấu giấy giật giếng giọng giỏi giống giồng giỗ giới giờ giữ giữa go goai
gom gu guôi gành gái gâu gây gì gò gòn gói góp gô gơ gương gạch gạo gấp gần gắn gắt gặp gọi gọn gốc gốp gồ gồm gộp gờ gỡ gửi ha
hai ham hang hanh hay he hi hinh hiên hiến hiếu hiền hiểm hiển hiểu hiện hiệp hiệu ho hoa hoi hon hoà hoài hoàn hoàng hoành hoá
hoãn hoạch hoạt hoằng hoặc hu hua hung huy huynh huyết huyền huyện huân huấn huế huệ huống huổi huỳnh hy hà hài hàm hàn hàng
hành hào hán hát hân hãn hãy hè héc hình híp hòa hòang hòn hòng hóa hóc hót hô hôm hùng húc hơi hơn hư hưng hưu hương hướng
hưởng hạ hạc hại hạn hạng hạnh hạp hạt hải hảo hấp hậu hắc hắt hằng hẹ hẻm hết hệ họ họa học họp hỏa hỏi hỏng hố hối hồ hồi hồng
hổ hỗ hộ hội hộp hờ hợp hụ hủy hữu hựu hỷ ia im in inh iu ka kan kao kha khai khang khao khe khen khi khiển kho khoa khong khoái
khoán khoát khoản khoảng khu khung khuyến khuyết khuê khuôn khuẩn khác khách khám kháng khánh khâm khâu khép khê khí khích khó
khóa khóm khô khôi không khúc khăn khơi khương khả khải khảo khấu khẩn khẩu khắc khế khỏe khỏi khối khớp khởi khừa khử ki kia
kim kinh kiu kiêm kiên kiêu kiếm kiến kiết kiều kiểm kiểu kiệm kiện kiệt ko kon ky kè kèm kém kéo kép kê kênh kí kích kín kính
kôn kông ký kạn kẻ kế kết kề kể kịp kỳ kỵ kỷ kỹ la lai lam lan lang lao lay le leng leo li linh liêm liên liêng liêu liền liều
liễn liễu liệp liệt liệu lo loa loan loi lon long loại loạt lu lung luân luông luận luật luồng ly là lài làm làn làng lào lách
lái láng lát lâm lân lâu lây lãi lãm lãng lãnh lão lèng lét lê lên lìa lít lò lòng lóng lót lô lôi lông lõm lùi lùng lúa lúc lún
lý lăm lăng lĩnh lũ lũng lũy lơ lư lưu lương lưới lưỡng lượng lượt lạ lạc lại lạn lạng lạnh lạt lấn lấp lấy lầm lần lầu lẫn lập
lậy lắp lặc lặng lẻ lề lễ lệ lệnh lịch lọc lốc lối lốp lồng lỗ lỗi lộ lộc lộng lớn lớp lờ lời lở lợi lợn lục lụt lủng lức lừa lữ
lựa lực lựu lỵ ma mai mang mao mau may me men meo mi min minh miếu miền miễn miện miệng mo mon mong mua mung muối muốn muỗi muộn
my mà màn màu mác mái mát máu máy mâm mây mã mãn mão mèo mét mê mì mìn mình mít mòn móc móng mô môi môn mông mù mùa mùi mùn mùng
măng mũ mũi mơ mưa mưu mươi mương mười mường mạ mạc mạch mại mạng mạnh mất mầm mần mẫu mập mật mậu mắc mắm mắt mặc mặn mặt mẹ
mềm mễ mọi mỏ mố mốc mối mốt mồm mỗ mỗi mộ mộc mộng một mới mờ mời mở mục mức mừng mực mỹ na nai nam nang nay ne nga ngam ngang
ngay nghe nghi nghiêm nghiên nghiêng nghiệm nghiệp nghèo nghìn nghĩa nghề nghệ nghỉ nghị ngo ngoài ngoại ngoặc nguy nguyên
nguyễn nguyện nguyệt nguồn nguội ngà ngài ngàn ngành ngày ngách ngân ngã ngãi ngòi ngô ngôn ngõ ngăn ngũ ngư người ngưỡng ngược
ngạc ngạn ngải ngầm ngần ngập ngắn ngắt ngọ ngọc ngừa ngừng ngữ ngự nha nhai nham nhanh nhau nhi nhiên nhiêu nhiều nhiễm nhiệm
nhiệt nho nhu nhung nhuận nhuế nhà nhàn nhánh nháp nháy nhân nhã nhé nhì nhìn nhóm nhơn như nhưng nhường nhượng nhạc nhạn nhất
nhầm nhận nhập nhật nhắc nhắn nhằm nhặt nhẹ nhị nhỏ nhớ nhờ nhở nhứt nhữ những nhựt ni ninh niêm niên niệm no noi non noong num
nung nuôi nà nàn nàng nào này nâm nâng não né nét nê nên nêu ních nó nói nóng nô nông núi nút năm năng nơ nơi nưa nước nại nạn
nạp nấm nẫm nậm nậu nắng nằm nẵng nặm nặng nếnh nếp nếu nền nọi nối nốt nồng nổ nỗ nội nộn nộp nới nờ nợ nửa nữ nữa oai on ong
oát pa pan pang pe pha phai phan phen pheo phi phiên phiêng phiếu pho phong phun phà phá phác phái phán pháo pháp phát phân phây
phép phê phì phìn phình phí phía phích phòng phó phóng phô phôn phông phù phùng phú phúc phút phăng phương phước phướn phường
phượng phạm phạt phả phải phản phấn phần phẩm phẩy phận phắc phế phết phỏng phố phối phổ phổng phụ phục phụng phủ pi pin po poi
pu py pà pá pát pây pê pô pù pú púng păng pơ pắc pằn pết pờ qua quan quang quanh quao quay quen qui quy quyên quyết quyền quà
quài quàng quá quách quán quân quét quí quý quăng quạt quả quản quảng quất quần quận quế quốc quới quỳ quỳnh quỹ ra rai ram ran
rang ranh rao ray re rem ri rin riêng riềng ro ron rong ru rum run ruộng rà rác ráp rét rê rí rích rô rôn rông rõ rút răng rơ
rơi rơm rường rượu rạ rạch rạng rất rầy rắc rằm rịa rồi rồng rộng rờ rời rụt rủi rừng rửa sa sai sam san sang sanh sao sau say
sen seo si sim sin sinh siêu so song soát soạn su sum sung suy suất suối suốt sy sài sàng sào sách sán sáng sáp sát sáu sân sâu
sê sì sìn sín sính síp sóc sóng sót sô sôi sông sùng súc súp sĩ sơ sơn sư sạc sạch sại sạt sản sảng sầm sập sắp sẵn sẻ sẽ số
sống sốp sốt sổ sớm sờ sở sởi sụt sủng sức sử sửa sữa sự sỹ ta tai tam tang tay te ten tha thai tham than thang thanh thao thay
the them then theo thi thin thiên thiết thiếu thiểu thiện thiệt thiệu thoa thoi thong thoát thoại thu thung thuyền thuê thuấn
thuần thuận thuật thuế thuốc thuộc thuỵ thuỷ thàng thành thác thái thám tháng tháo tháp thân thèn thêm thì thí thích thôi thôn
thông thù thùng thùy thú thúc thăm thăng thơ thư thương thường thưởng thượng thạc thạch thạnh thả thải thảo thấp thất thấy thần
thầu thầy thẩm thập thật thắc thắng thẻ thế thể thị thịnh thịt thọ thống thốt thổ thới thời thở thụ thụy thủ thủy thứ thức thừa
thử thửa thực ti tim tin tinh tiêm tiên tiêu tiến tiếng tiếp tiết tiền tiểu tiễn tiện to toan toong toàn toán toại tra trai
trang tranh trao tre treo tri trinh triêng triều triển triệt triệu tro trong trung truy truyền try trà tràm tràn tràng trào
trách trái tráng tránh trân trâu trãi trên trì trình trí trích trò tròn trôi trôm trù trùng trú trúc trúng trăm trăng trưa trưng
trương trước trường trưởng trạch trại trạm trạng trạo trả trảng trấn trầm trần trận trật trắc trắng trẻ trị trịnh trọ trọn trọng
trống trồng trộm trở trợ trụ trứng trừ trữ trực tu tum tung tuy tuyên tuyến tuyết tuyền tuyển tuyệt tuân tuấn tuần tuệ tuổi ty
tà tài tàu tá tác tách tái tám tán tánh tâm tân tây tè tét tê tên tìm tình tích tím tín tính tòa tòng tóc tô tôi tôn tông tù
tùng tùy tú túc túi túp túy tý tăm tăng tĩnh tơ tư tương tước tướng tường tưởng tượng tạ tại tạm tạo tả tải tản tảo tấn tất tấu
tầm tần tầng tận tập tật tắc tắt tặng tế tếch tết tề tễ tệp tỉ tỉnh tịch tịnh tọa tố tốc tối tốn tống tốt tồn tổ tổng tộc tội
tới tờ tở tụ tục tủa tứ tức từ từng tử tự tựu tỷ ui uy uyên uận uống uỷ vai van vang vay ve ven vi via vin vinh viêm viên viếng
viết viễn việc viện việt vong vu vung vuông và vài vàm vàng vành vào ván vát vân vé vét vê vì ví vít vò vòi vòng vô vôi vôn võ
võng vùng văn vĩ vĩnh vũ vũng vương vướng vườn vượng vượt vạc vạn vấn vấp vầy vẫn vận vật vậy vắc vắng vẹn vẻ vẽ vết về vệ vị
vịnh vọng vốn với vỡ vụ vứt vừa vững vực vỹ xa xanh xe xem xen xeo xi xin xong xoài xung xuyên xuân xuất xuống xuồng xà xá xác
xát xâm xây xã xét xê xín xóa xóm xúc xăng xơ xơn xưng xương xướng xả xảy xếp xử yên yêu yến yết yếu ác ái án áng ánh áo áp át
âm ân âu ây ép ét ích ít óp ôm ôn ông ùn úa ăn đa đai đam đan đang đau đem đen đeo đi đinh điềm điền điều điểm điển điện điệp đo
đoa đoan đoài đoàn đoạn đu đua đuối đà đài đàm đàn đào đá đái đám đán đánh đáp đáy đâu đây đã đèn đèo đéc đét đê đêm đình đích
đính đò đó đón đóng đô đôi đôn đông đúc đúng đăng đĩa đơn đưa đước đường được đạ đại đạm đạo đạp đạt đảm đảng đảo đất đấu đầm
đầu đầy đẩy đậm đậu đắc đằng đẳng đặc đặng đặt đếm đến đề đền đều để đỉnh địa định đọc đọng đỏ đốc đối đống đốt đồ đồi đồn đồng
đổ đổi đổng đỗ độ độc đội động đột đới đờ đời đợt đủ đức đứng đừng ơn ưu ương ước ảng ảnh ấn ấp ấy ẩm ắc ắp ẳng ếch ết ọi ống ổn
ổng ội ủng ủy ứng
"""
SYLLABLES: frozenset[str] = frozenset(TOGETHER.split())
