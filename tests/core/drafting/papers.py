"""Made-up papers above, of the kind that a Sở gets within one week; and the directory they are held against."""

LETTER_OF_THE_CITY = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HÀ NỘI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

KHẨN

Số: 2222/UBND-KGVX
V/v đẩy mạnh tuyên truyền tiêm chủng vắc xin phòng COVID-19

Hà Nội, ngày 20 tháng 7 năm 2021

Kính gửi:

- Các sở, ban, ngành Thành phố;
- Ủy ban nhân dân các quận, huyện, thị xã.

Thực hiện Quyết định số 3355/QĐ-BYT ngày 08/7/2021 của Bộ Y tế về việc ban hành Kế hoạch triển khai Chiến dịch tiêm vắc xin phòng COVID-19, Ủy ban nhân dân Thành phố yêu cầu:

1. Sở Y tế chủ trì, phối hợp với các đơn vị liên quan tổ chức các điểm tiêm bảo đảm an toàn; cung cấp tài liệu tuyên truyền cho Sở Thông tin và Truyền thông trước ngày 25/7/2021.

2. Sở Thông tin và Truyền thông:

a) Chỉ đạo, hướng dẫn hệ thống thông tin cơ sở tập trung tuyên truyền sâu rộng về mục đích, tầm quan trọng, đối tượng tiêm chủng, thời gian và các hình thức triển khai tiêm vắc xin phòng COVID-19 để người dân yên tâm tham gia tiêm chủng.

b) Tuyên truyền, vận động người dân sử dụng ứng dụng “Sổ sức khỏe điện tử” để theo dõi, quản lý hoạt động tiêm chủng cá nhân.

c) Tham mưu Ủy ban nhân dân Thành phố ban hành kế hoạch truyền thông năm 2022.

d) Tổng hợp kết quả tuyên truyền, báo cáo Ủy ban nhân dân Thành phố trước ngày 20/8/2021.

3. Ủy ban nhân dân các quận, huyện, thị xã huy động tất cả các loại hình thông tin cơ sở, các hình thức thông tin nội bộ tại khu dân cư, chung cư, tòa nhà cao tầng trong tuyên truyền, vận động người dân tham gia tiêm chủng.

Yêu cầu các sở, ban, ngành, Ủy ban nhân dân các quận, huyện, thị xã nghiêm túc thực hiện./.

Nơi nhận:
- Như trên;
- Thường trực Thành ủy; (để báo cáo)
- Lưu: VT, KGVX.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Văn Mẫu
"""

SCHEME_OF_THE_CITY = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HÀ NỘI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 333/PA-UBND

Hà Nội, ngày 21 tháng 7 năm 2021

PHƯƠNG ÁN
Triển khai Chiến dịch tiêm chủng vắc xin phòng COVID-19 trên địa bàn thành phố Hà Nội

Thực hiện Quyết định số 3355/QĐ-BYT ngày 08/7/2021 của Bộ Y tế về việc ban hành Kế hoạch triển khai Chiến dịch tiêm vắc xin phòng COVID-19, Ủy ban nhân dân Thành phố ban hành Phương án như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Bảo đảm trên 70% dân số được tiêm vắc xin phòng COVID-19.

2. Việc tiêm chủng bảo đảm an toàn, đúng đối tượng.

II. TỔ CHỨC THỰC HIỆN

1. Sở Y tế là cơ quan thường trực, tổng hợp kết quả tiêm chủng hằng ngày.

2. Sở Thông tin và Truyền thông

- Chỉ đạo hệ thống thông tin cơ sở tập trung tuyên truyền sâu rộng về mục đích, tầm quan trọng, đối tượng tiêm chủng, thời gian, các hình thức triển khai và công tác đảm bảo an toàn phòng, chống dịch tại các điểm tiêm vắc xin phòng COVID-19 để người dân yên tâm tham gia tiêm chủng.

- Báo cáo kết quả tuyên truyền về Ủy ban nhân dân Thành phố (qua Sở Y tế) trước 17 giờ ngày 18/8/2021.

3. Ủy ban nhân dân các quận, huyện, thị xã

- Huy động tất cả các loại hình thông tin cơ sở, các hình thức thông tin nội bộ tại khu dân cư, chung cư, tòa nhà cao tầng trong tuyên truyền, vận động người dân tham gia tiêm chủng.

- Bố trí địa điểm tiêm thông thoáng, đủ chỗ chờ sau tiêm.

Nơi nhận:
- Các sở, ban, ngành;
- UBND các quận, huyện, thị xã;
- Lưu: VT, KGVX.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Ví Dụ
"""

LETTER_OF_THE_MINISTRY = """BỘ THÔNG TIN VÀ TRUYỀN THÔNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 4444/BTTTT-TTCS
V/v tăng cường tuyên truyền trên hệ thống thông tin cơ sở

Hà Nội, ngày 22 tháng 7 năm 2021

Kính gửi: Sở Thông tin và Truyền thông các tỉnh, thành phố trực thuộc Trung ương

Để phục vụ công tác tiêm chủng, Bộ Thông tin và Truyền thông đề nghị Sở Thông tin và Truyền thông các tỉnh, thành phố trực thuộc Trung ương thực hiện một số nội dung sau:

1. Chỉ đạo hệ thống thông tin cơ sở tập trung tuyên truyền sâu rộng về mục đích, tầm quan trọng, đối tượng tiêm chủng, thời gian, các hình thức triển khai tiêm vắc xin phòng COVID-19 để người dân yên tâm tham gia tiêm chủng.

2. Phát thanh ít nhất 03 lượt mỗi ngày các thông điệp phòng, chống dịch.

3. Báo cáo kết quả về Bộ Thông tin và Truyền thông (qua Cục Thông tin cơ sở) sau 20 ngày làm việc kể từ ngày nhận được văn bản này.

Trân trọng./.

Nơi nhận:
- Như trên;
- Bộ trưởng (để báo cáo);
- Lưu: VT, TTCS.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG

Phạm Thị Thử
"""

ASKS_NOTHING = """SỞ Y TẾ HÀ NỘI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 77/TB-SYT

Hà Nội, ngày 23 tháng 7 năm 2021

THÔNG BÁO
Về việc thay đổi địa điểm tiếp công dân

Sở Y tế Hà Nội thông báo địa điểm tiếp công dân của Sở được chuyển về số 4 phố Thử, quận Ba Đình kể từ ngày 01/8/2021.

Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.

GIÁM ĐỐC

Đỗ Văn Không
"""
