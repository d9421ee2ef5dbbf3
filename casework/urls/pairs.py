"""Records that may be one person or one household (名寄せ)."""

from django.urls import path

from casework.views import pairs

urlpatterns = [
    path("pairs/", pairs.pair_list, name="pair_list"),
    path("pairs/<int:pk>/", pairs.pair_detail, name="pair_detail"),
    path("pairs/<int:pk>/take-back/", pairs.pair_take_back, name="pair_take_back"),
    path("households/<int:pk>/pair/", pairs.pair_up, name="pair_up"),
]
