"""How people of a household stand to each other."""

from django.urls import path

from casework.views import relations

urlpatterns = [
    path("households/<int:pk>/relations/", relations.relation_add, name="household_relation_add"),
    path("households/<int:pk>/relations/accept/", relations.relations_accept, name="household_relations_accept"),
    path("households/<int:pk>/relations/take-back/", relations.relations_take_back, name="household_relations_back"),
    path("relations/<int:pk>/press/", relations.relation_press, name="household_relation_press"),
]
